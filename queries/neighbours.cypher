// name: neighbours
// title: What is a thing linked to, and which words say so?
// title_vi: Một mục có quan hệ với những gì, và câu chữ nào nói điều đó?
// about: Every relationship of a document, body, place, provision, duty, task, aim or mention, a page at a time, with the thing at its other end and the place in a text that says it; total counts all, and key is what the next page comes after. A body that many texts name has thousands.
// cost: All relationships of the thing are counted and sorted, however few are shown: a law that everybody cites has many.
// mode: read
// param: id string = nq-121-2020-qh14 -- the id of any thing
// param: relationship string = -- types of relationship, such as CITES|IMPLEMENTS; empty for any
// param: direction string one of out|in = -- out (it begins there), in (it ends there); empty for both
// param: kind string of Agency|Citation|Document|Jurisdiction|Obligation|Provision|Target|Task = -- kinds of the thing at the other end, such as Agency|Document; empty for any
// param: after string = -- the key of the last row of the page before; empty for the first page
// param: limit integer = 50 -- how many rows at most
// returns: total, key, relationship, direction, kind, id, caption, quote, section, asserted_by, start, end, properties
CALL {
  MATCH (n:Agency {id: $id}) RETURN n
  UNION
  MATCH (n:Citation {id: $id}) RETURN n
  UNION
  MATCH (n:Document {id: $id}) RETURN n
  UNION
  MATCH (n:Jurisdiction {id: $id}) RETURN n
  UNION
  MATCH (n:Obligation {id: $id}) RETURN n
  UNION
  MATCH (n:Provision {id: $id}) RETURN n
  UNION
  MATCH (n:Target {id: $id}) RETURN n
  UNION
  MATCH (n:Task {id: $id}) RETURN n
}
CALL (n) {
  MATCH (n)-[r]-(m)
  WHERE NOT m:Source AND ($relationship = '' OR type(r) IN split($relationship, '|'))
    AND ($direction = '' OR ($direction = 'out') = (startNode(r) = n))
    AND ($kind = '' OR CASE WHEN m:Document THEN 'Document' ELSE labels(m)[0] END IN split($kind, '|'))
  RETURN count(DISTINCT r) AS total
}
MATCH (n)-[r]-(m)
WHERE NOT m:Source AND ($relationship = '' OR type(r) IN split($relationship, '|'))
  AND ($direction = '' OR ($direction = 'out') = (startNode(r) = n))
  AND ($kind = '' OR CASE WHEN m:Document THEN 'Document' ELSE labels(m)[0] END IN split($kind, '|'))
WITH DISTINCT total, r, m, CASE WHEN startNode(r) = n THEN 'out' ELSE 'in' END AS direction,
     CASE WHEN m:Document THEN 'Document' ELSE labels(m)[0] END AS kind
WITH total, r, m, direction, kind, type(r) + ' ' + direction + ' ' + kind + ' ' + m.id + ' ' + coalesce(r.asserted_by, '') + ' ' +
     substring(toString(1000000000 + coalesce(r.start, 0)), 1) + ' ' + coalesce(toString(r.step), '') + ' ' + coalesce(r.citing, '') + ' ' + coalesce(r.cited, '') AS key
WHERE $after = '' OR key > $after
ORDER BY key
LIMIT $limit
RETURN total, key, type(r) AS relationship, direction, kind, m.id AS id,
       coalesce(m.number, m.name, m.label, m.title, m.text, m.id) AS caption, r.evidence AS quote, r.section AS section,
       r.asserted_by AS asserted_by, r.start AS start, r.end AS end, properties(r) AS properties
