// name: graph_size
// title: How much is in the graph?
// title_vi: Đồ thị có bao nhiêu dữ liệu?
// about: The number of nodes of each kind that there are, and of all relationships between them; documents are those read and those only cited.
// cost: The embedded database walks along every relationship to count them.
// mode: read
// returns: kind, count
CALL {
  MATCH (n:Agency) RETURN 'Agency' AS kind, count(n) AS count
  UNION ALL
  MATCH (n:Citation) RETURN 'Citation' AS kind, count(n) AS count
  UNION ALL
  MATCH (n:Document) RETURN 'Document' AS kind, count(n) AS count
  UNION ALL
  MATCH (n:Jurisdiction) RETURN 'Jurisdiction' AS kind, count(n) AS count
  UNION ALL
  MATCH (n:Obligation) RETURN 'Obligation' AS kind, count(n) AS count
  UNION ALL
  MATCH (n:Provision) RETURN 'Provision' AS kind, count(n) AS count
  UNION ALL
  MATCH (n:Target) RETURN 'Target' AS kind, count(n) AS count
  UNION ALL
  MATCH (n:Task) RETURN 'Task' AS kind, count(n) AS count
  UNION ALL
  MATCH ()-[r]->() RETURN 'relationships' AS kind, count(r) AS count
}
WITH kind, count
WHERE count > 0
RETURN kind, count
ORDER BY kind
