// name: links_between
// title: What does the graph say between these things?
// title_vi: Đồ thị nói gì về quan hệ giữa các mục này?
// about: Every relationship that begins and ends at one of the ids, with the text and the words that say so.
// mode: read
// param: ids string = qd-1472-qd-ttg-2020|nq-121-2020-qh14 -- ids, with | between them
// returns: source, type, target, properties
WITH split($ids, '|') AS ids
UNWIND ids AS id
CALL (id, ids) {
  MATCH (a:Agency {id: id})-[r]->(b) WHERE b.id IN ids RETURN r, b.id AS target
  UNION ALL
  MATCH (a:Citation {id: id})-[r]->(b) WHERE b.id IN ids RETURN r, b.id AS target
  UNION ALL
  MATCH (a:Document {id: id})-[r]->(b) WHERE b.id IN ids RETURN r, b.id AS target
  UNION ALL
  MATCH (a:Jurisdiction {id: id})-[r]->(b) WHERE b.id IN ids RETURN r, b.id AS target
  UNION ALL
  MATCH (a:Obligation {id: id})-[r]->(b) WHERE b.id IN ids RETURN r, b.id AS target
  UNION ALL
  MATCH (a:Provision {id: id})-[r]->(b) WHERE b.id IN ids RETURN r, b.id AS target
  UNION ALL
  MATCH (a:Target {id: id})-[r]->(b) WHERE b.id IN ids RETURN r, b.id AS target
  UNION ALL
  MATCH (a:Task {id: id})-[r]->(b) WHERE b.id IN ids RETURN r, b.id AS target
}
WITH DISTINCT id, r, target
RETURN id AS source, type(r) AS type, target, properties(r) AS properties
ORDER BY source, type, target, r.asserted_by, r.start
