// name: partners
// title: With whom must a body work?
// title_vi: Một cơ quan phải phối hợp với ai?
// about: For each partner the duties that they share: asks are those of the body with the partner beside it, is_asked those of the partner with the body beside it.
// mode: read
// param: agency string = Sở Y tế -- id or name; a name without a place means all bodies of that name
// returns: agency, partner, partner_name, asks, is_asked, sections
CALL {
  MATCH (a:Agency {id: $agency}) RETURN a
  UNION
  MATCH (a:Agency {name: $agency}) RETURN a
}
CALL (a) {
  MATCH (a)-[:OWES]->(o:Obligation)-[:WITH]->(p:Agency)
  RETURN p, o, 1 AS asks, 0 AS is_asked
  UNION ALL
  MATCH (a)<-[:WITH]-(o:Obligation)<-[:OWES]-(p:Agency)
  RETURN p, o, 0 AS asks, 1 AS is_asked
}
WITH a, p, o, asks, is_asked ORDER BY o.id
RETURN a.id AS agency, p.id AS partner, p.name AS partner_name, sum(asks) AS asks, sum(is_asked) AS is_asked,
       collect(DISTINCT o.id) AS sections
ORDER BY agency, asks DESC, is_asked DESC, partner
