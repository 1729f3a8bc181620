// name: graph_size
// title: How much is in the graph?
// title_vi: Đồ thị có bao nhiêu dữ liệu?
// about: The number of nodes of each kind that there are; documents are those read and those only cited.
// mode: read
// returns: kind, count
UNWIND [
  // Both servers keep these counts, and look them up where no more than the count is asked of a label. Those of the
  // relationships are left out: the embedded server walks along every one to count them.
  {kind: 'Agency', count: COUNT { (:Agency) }},
  {kind: 'Citation', count: COUNT { (:Citation) }},
  {kind: 'Document', count: COUNT { (:Document) }},
  {kind: 'Jurisdiction', count: COUNT { (:Jurisdiction) }},
  {kind: 'Obligation', count: COUNT { (:Obligation) }},
  {kind: 'Provision', count: COUNT { (:Provision) }},
  {kind: 'Target', count: COUNT { (:Target) }},
  {kind: 'Task', count: COUNT { (:Task) }}
] AS size
WITH size.kind AS kind, size.count AS count
WHERE count > 0
RETURN kind, count
ORDER BY kind
