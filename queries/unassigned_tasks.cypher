// name: unassigned_tasks
// title: Which tasks has nobody been given?
// title_vi: Những nhiệm vụ nào chưa giao cho ai?
// about: Tasks that a plan sets without naming a body for them, in the order of the text.
// mode: read
// param: document string = -- of this document only: id, number or name; empty for all
// returns: document, title, section, text, start, end
MATCH (d:Document)
WHERE CASE WHEN $document = '' THEN d.status = 'ingested' ELSE d.id = $document END
MATCH (d)<-[:STATED_IN]-(t:Task)
RETURN d.id AS document, d.title AS title, t.section AS section, t.text AS text, t.start AS start, t.end AS end
ORDER BY document, start
