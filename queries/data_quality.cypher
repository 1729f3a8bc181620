// name: data_quality
// title: What do the texts leave open?
// title_vi: Các văn bản còn để ngỏ những gì?
// about: What a reader should check: citations that may be several documents or none that is known, numbers whose print was mended, documents cited that are later, what a document does not say of itself, duties without a deadline or with one that gives no day, tasks that nobody is given. Without a document it looks at every text.
// mode: read
// param: document string = -- of this document only: id, number or name; empty for all
// returns: kind, document, section, what, candidates, start, end
CALL {
  MATCH (d:Document {id: $document})
  RETURN d
  UNION ALL
  UNWIND CASE WHEN $document = '' THEN [1] ELSE [] END AS any
  MATCH (d:Document {status: 'ingested'})
  RETURN d
}
CALL (d) {
  MATCH (d)<-[:IN]-(c:Citation)
  WHERE c.status <> 'resolved'
  RETURN c.status + ' citation' AS kind, c.section AS section, c.text AS what, c.candidates AS candidates, c.start AS start, c.end AS end
  UNION ALL
  MATCH (d)<-[:IN]-(c:Citation)
  WHERE c.repair IS NOT NULL
  RETURN 'mended number' AS kind, c.section AS section, c.raw_number + ' → ' + c.number AS what, [] AS candidates, c.start AS start, c.end AS end
  UNION ALL
  MATCH (d)<-[:IN]-(c:Citation)-[:REFERS_TO]->(e:Document)
  WHERE substring(e.issued, 0, size(d.issued)) > substring(d.issued, 0, size(e.issued))
  RETURN 'later document' AS kind, c.section AS section, c.text AS what, [e.id] AS candidates, c.start AS start, c.end AS end
  UNION ALL
  UNWIND ['type', 'number', 'issued', 'issuer', 'signer', 'title'] AS field
  WITH d, field
  WHERE d[field] IS NULL
  RETURN 'missing field' AS kind, 'header' AS section, field AS what, [] AS candidates, null AS start, null AS end
  UNION ALL
  MATCH (d)<-[:STATED_IN]-(o:Obligation)
  WHERE o.deadline IS NULL
  RETURN 'no deadline' AS kind, o.section AS section, o.text AS what, [] AS candidates, o.start AS start, o.end AS end
  UNION ALL
  MATCH (d)<-[:STATED_IN]-(o:Obligation)
  WHERE o.deadline IS NOT NULL AND size(o.due) = 0 AND o.due_from IS NULL AND NOT o.ongoing AND size(o.recurrence) = 0
  RETURN 'deadline without a day' AS kind, o.section AS section, o.deadline AS what, [] AS candidates, o.start AS start, o.end AS end
  UNION ALL
  MATCH (d)<-[:STATED_IN]-(t:Task)
  RETURN 'nobody is given' AS kind, t.section AS section, t.text AS what, [] AS candidates, t.start AS start, t.end AS end
}
RETURN kind, d.id AS document, section, what, candidates, start, end
ORDER BY document, kind, start, what
