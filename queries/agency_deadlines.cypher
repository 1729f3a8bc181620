// name: agency_deadlines
// title: By which days is a body's work due, and how often?
// title_vi: Nhiệm vụ của một cơ quan đến hạn vào những ngày nào, lặp lại ra sao?
// about: The duties of one body, or of all bodies of one name, whose text gives a day, month or year, as it gives it: --03-31 is each year, ---20 each month (or quarter, half-year, year, as recurrence says). What it owes as one of an open set has the set under through.
// mode: read
// param: agency string = Sở Y tế -- id or name; a name without a place means all bodies of that name
// returns: agency, name, jurisdiction, obligation, through, role, text, deadline, due, due_from, recurrence, document, type, number, title, issued, section
CALL {
  MATCH (a:Agency {id: $agency}) RETURN a
  UNION
  MATCH (a:Agency {name: $agency}) RETURN a
}
CALL (a) {
  MATCH (a)-[r:OWES]->(o:Obligation)
  RETURN o, r.role AS role, null AS through
  UNION
  MATCH (a)-[m:MEMBER_OF]->(s:Agency)
  WITH a, s, collect(DISTINCT CASE WHEN m.here THEN m.asserted_by ELSE '' END) AS only
  MATCH (s)-[r:OWES]->(o:Obligation)
  WHERE ('' IN only OR o.asserted_by IN only) AND NOT EXISTS { (a)-[:OWES]->(o) }
  RETURN DISTINCT o, r.role AS role, s.name AS through
}
MATCH (o)-[:STATED_IN]->(d:Document)
WHERE size(o.due) > 0
RETURN a.id AS agency, a.name AS name, a.jurisdiction AS jurisdiction, o.id AS obligation, through, role, o.text AS text,
       o.deadline AS deadline, o.due AS due, o.due_from AS due_from, o.recurrence AS recurrence, d.id AS document,
       d.type AS type, d.number AS number, d.title AS title, d.issued AS issued, o.section AS section
ORDER BY agency, through IS NOT NULL, document, o.start, through
