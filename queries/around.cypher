// name: around
// title: What is around a thing?
// title_vi: Xung quanh một mục có những gì?
// about: The thing itself and what the graph links it to, in either direction: documents, bodies, places, duties, tasks, aims, citations and provisions, in the order of their kind and id. total is how many there are beside itself; the whole texts of documents are left out.
// mode: read
// param: id string = nq-121-2020-qh14 -- the id of any thing
// param: limit integer = 60 -- how many at most
// returns: id, labels, properties, itself, total
CALL {
  MATCH (n:Agency {id: $id}) RETURN n
  UNION ALL
  MATCH (n:Citation {id: $id}) RETURN n
  UNION ALL
  MATCH (n:Document {id: $id}) RETURN n
  UNION ALL
  MATCH (n:Jurisdiction {id: $id}) RETURN n
  UNION ALL
  MATCH (n:Obligation {id: $id}) RETURN n
  UNION ALL
  MATCH (n:Provision {id: $id}) RETURN n
  UNION ALL
  MATCH (n:Target {id: $id}) RETURN n
  UNION ALL
  MATCH (n:Task {id: $id}) RETURN n
}
WITH n, COLLECT {
  MATCH (n)--(m)
  WHERE NOT m:Source AND m <> n
  WITH DISTINCT m
  RETURN m ORDER BY CASE WHEN m:Document THEN 0 WHEN m:Agency THEN 1 WHEN m:Jurisdiction THEN 2 WHEN m:Obligation THEN 3
                         WHEN m:Task THEN 4 WHEN m:Target THEN 5 WHEN m:Provision THEN 6 ELSE 7 END, m.id
} AS near
UNWIND [n] + near[0..$limit] AS m
RETURN m.id AS id, COLLECT { UNWIND labels(m) AS label RETURN label ORDER BY label } AS labels, properties(m) AS properties,
       m = n AS itself, size(near) AS total
