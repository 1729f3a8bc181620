// name: unassigned_tasks
// title: Which tasks has nobody been given?
// title_vi: Những nhiệm vụ nào chưa giao cho ai?
// about: Tasks that a plan sets without naming a body for them, in the order of the text.
// mode: read
// param: document string = -- of this document only: id, number or name; empty for all
// returns: document, title, section, text, start, end
CALL {
  MATCH (d:Document {id: $document})
  RETURN d
  UNION ALL
  UNWIND CASE WHEN $document = '' THEN [1] ELSE [] END AS any
  MATCH (d:Document {status: 'ingested'})
  RETURN d
}
MATCH (d)<-[:STATED_IN]-(t:Task)
RETURN d.id AS document, d.title AS title, t.section AS section, t.text AS text, t.start AS start, t.end AS end
ORDER BY document, start
