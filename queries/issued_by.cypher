// name: issued_by
// title: Which documents did a body issue?
// title_vi: Một cơ quan đã ban hành những văn bản nào?
// about: Documents of one body, or of all bodies of one name, the latest first: those that were loaded and those that are only cited.
// mode: read
// param: agency string = Thủ tướng Chính phủ -- id or name; a name without a place means all bodies of that name
// returns: agency, document, type, number, name, title, issued, status
CALL {
  MATCH (a:Agency {id: $agency}) RETURN a
  UNION
  MATCH (a:Agency {name: $agency}) RETURN a
}
MATCH (a)-[:ISSUED]->(d:Document)
RETURN a.id AS agency, d.id AS document, d.type AS type, d.number AS number, d.name AS name, d.title AS title,
       d.issued AS issued, d.status AS status
ORDER BY agency, coalesce(issued, '') DESC, document
