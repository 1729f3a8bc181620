// name: nodes_named
// title: What does the graph have under these ids?
// title_vi: Đồ thị có gì dưới các mã này?
// about: Documents, bodies, places, provisions, duties, tasks, aims and mentions, each with all that is known of it.
// mode: read
// param: ids string = nq-121-2020-qh14|qd-1472-qd-ttg-2020 -- ids, with | between them
// returns: id, labels, properties
UNWIND split($ids, '|') AS id
CALL (id) {
  MATCH (n:Agency {id: id}) RETURN n
  UNION ALL
  MATCH (n:Citation {id: id}) RETURN n
  UNION ALL
  MATCH (n:Document {id: id}) RETURN n
  UNION ALL
  MATCH (n:Jurisdiction {id: id}) RETURN n
  UNION ALL
  MATCH (n:Obligation {id: id}) RETURN n
  UNION ALL
  MATCH (n:Provision {id: id}) RETURN n
  UNION ALL
  MATCH (n:Target {id: id}) RETURN n
  UNION ALL
  MATCH (n:Task {id: id}) RETURN n
}
WITH DISTINCT n
RETURN n.id AS id, COLLECT { UNWIND labels(n) AS label RETURN label ORDER BY label } AS labels, properties(n) AS properties
ORDER BY id
