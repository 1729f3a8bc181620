// name: obligations_of_agency
// title: What does a body owe?
// title_vi: Một cơ quan phải làm những gì?
// about: The duties of one body, or of all bodies of one name, each apart. What it owes as one of an open set ("các sở, ban, ngành") has the set under through; through is empty for what is given to the body itself.
// mode: read
// param: agency string = Sở Y tế -- id or name; a name without a place means all bodies of that name
// param: role string one of lead|cooperate|requested|responsible = -- of this role only: lead, cooperate, requested or responsible; empty for all
// param: sets boolean = true -- with what the body owes as one of an open set
// returns: agency, name, jurisdiction, through, role, text, deadline, due, recurrence, ongoing, partners, reports_to, document, title, section, start, end
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
  WHERE $sets
  WITH a, s, collect(DISTINCT CASE WHEN m.here THEN m.asserted_by ELSE '' END) AS only
  MATCH (s)-[r:OWES]->(o:Obligation)
  WHERE ('' IN only OR o.asserted_by IN only) AND NOT EXISTS { (a)-[:OWES]->(o) }
  RETURN DISTINCT o, r.role AS role, s.name AS through
}
MATCH (o)-[:STATED_IN]->(d:Document)
WHERE $role = '' OR role = $role
RETURN a.id AS agency, a.name AS name, a.jurisdiction AS jurisdiction, through, role, o.text AS text,
       o.deadline AS deadline, o.due AS due, o.recurrence AS recurrence, o.ongoing AS ongoing,
       COLLECT { MATCH (o)-[:WITH]->(p:Agency) RETURN p.name ORDER BY p.name, p.id } AS partners,
       COLLECT { MATCH (o)-[:REPORTS_TO]->(p:Agency) RETURN DISTINCT p.name AS name ORDER BY name } AS reports_to,
       d.id AS document, d.title AS title, o.section AS section, o.start AS start, o.end AS end
ORDER BY agency, through IS NOT NULL, document, start, through
