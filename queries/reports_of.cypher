// name: reports_of
// title: Who reports to whom, and through whom?
// title_vi: Ai báo cáo cho ai, qua cơ quan nào?
// about: Every step of every report, in the order of the text: from the sender, through a body if one is named, to the recipient; with how often, and by when where the text says it.
// cost: Without a document it reads every report, as a body may be its sender, the one it goes through or its recipient.
// mode: read
// param: document string = -- of this document only: id, number or name; empty for all
// param: agency string = -- where this body sends, passes on or receives: id or name; empty for all
// param: side string of sender|via|recipient = -- what the body does then, of sender, via and recipient, with | between several; empty for any
// returns: document, section, step, sender, sender_place, recipient, recipient_place, via, recurrence, due, deadline, text, start, end
CALL {
  MATCH (:Document {id: $document})<-[:STATED_IN]-(o:Obligation)-[r:REPORTS_TO]->(b:Agency)
  RETURN o, r, b
  UNION ALL
  UNWIND CASE WHEN $document = '' THEN [1] ELSE [] END AS any
  WITH COLLECT { MATCH (a:Agency {id: $agency}) RETURN a.id } + COLLECT { MATCH (a:Agency {name: $agency}) RETURN a.id } AS bodies
  MATCH (b:Agency)<-[r:REPORTS_TO]-(o:Obligation)
  WHERE $agency = '' OR b.id IN bodies OR r.sender IN bodies OR r.via IN bodies
  RETURN o, r, b
}
MATCH (o)-[:STATED_IN]->(d:Document)
OPTIONAL MATCH (a:Agency {id: r.sender})
OPTIONAL MATCH (v:Agency {id: r.via})
WITH d, o, r, a, b, v
WHERE $agency = ''
   OR ($side = '' OR 'sender' IN split($side, '|')) AND $agency IN [a.id, a.name]
   OR ($side = '' OR 'via' IN split($side, '|')) AND $agency IN [v.id, v.name]
   OR ($side = '' OR 'recipient' IN split($side, '|')) AND $agency IN [b.id, b.name]
RETURN d.id AS document, o.section AS section, r.step AS step, a.name AS sender, last(a.places) AS sender_place,
       b.name AS recipient, last(b.places) AS recipient_place, v.name AS via, o.recurrence AS recurrence, o.due AS due,
       o.deadline AS deadline, o.text AS text, o.start AS start, o.end AS end
ORDER BY document, start, step, recipient
