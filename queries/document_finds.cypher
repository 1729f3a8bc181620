// name: document_finds
// title: What was found in a document's text, and where?
// title_vi: Đã nhận ra những gì trong văn bản này, ở vị trí nào?
// about: Every citation, duty, aim and task that nobody is given, in the order of the text. said is a citation's status, a duty's role, an aim's number; leads_to are the documents that a citation means and the bodies that bear a duty.
// mode: read
// param: document string = 121/2020/QH14 -- id, number or name
// returns: kind, id, section, text, said, leads_to, partners, deadline, due, recurrence, ongoing, start, end
MATCH (d:Document {id: $document})
CALL (d) {
  MATCH (d)<-[:IN]-(n:Citation)
  RETURN 'citation' AS kind, n, n.status AS said, n.section AS section,
         COLLECT { MATCH (n)-[:REFERS_TO]->(e:Document) RETURN e {.id, .type, .number, .name} ORDER BY e.id } AS leads_to, [] AS partners
  UNION ALL
  MATCH (d)<-[:STATED_IN]-(n:Obligation)
  RETURN 'duty' AS kind, n, n.role AS said, n.section AS section,
         COLLECT { MATCH (a:Agency)-[:OWES]->(n) RETURN a {.id, .name} ORDER BY a.name, a.id } AS leads_to,
         COLLECT { MATCH (n)-[:WITH]->(a:Agency) RETURN a {.id, .name} ORDER BY a.name, a.id } AS partners
  UNION ALL
  MATCH (d)<-[:STATED_IN]-(n:Task)
  RETURN 'task' AS kind, n, null AS said, n.section AS section, [] AS leads_to, [] AS partners
  UNION ALL
  MATCH (d)<-[:STATED_IN]-(o:Obligation)-[:HAS_TARGET]->(n:Target)
  RETURN 'aim' AS kind, n, n.comparator + ' ' + toString(n.value) + ' ' + n.unit AS said, o.section AS section, [] AS leads_to, [] AS partners
  UNION ALL
  MATCH (d)-[:HAS_TARGET]->(n:Target)
  RETURN 'aim' AS kind, n, n.comparator + ' ' + toString(n.value) + ' ' + n.unit AS said, n.section AS section, [] AS leads_to, [] AS partners
}
RETURN kind, n.id AS id, section, n.text AS text, said, leads_to, partners, n.deadline AS deadline, n.due AS due,
       n.recurrence AS recurrence, n.ongoing AS ongoing, n.start AS start, n.end AS end
ORDER BY start, kind DESC, end, id
