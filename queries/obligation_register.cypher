// name: obligation_register
// title: Which tasks are assigned to whom, by when, with what result?
// title_vi: Nhiệm vụ nào giao cho ai chủ trì, ai phối hợp, thời hạn nào, kết quả ra sao?
// about: The duties as a register in the terms of Decision 42/2014/QĐ-TTg on tracking assigned tasks. A body that is only to cooperate is among the partners; the deadline is in the words of the text, and so is the result, where the text gives a figure to be reached.
// mode: read
// param: document string = -- of this document only: id, number or name; empty for all
// param: agency string = -- of this body only, with what it owes as one of a set: id or name; empty for all
// returns: task, lead, partners, deadline, result, assigned_by, section, obligation, document
CALL {
  MATCH (:Document {id: $document})<-[:STATED_IN]-(o:Obligation)
  WHERE $agency = '' OR EXISTS {
    MATCH (a:Agency)-[:OWES]->(o) WHERE a.id = $agency OR a.name = $agency
  } OR EXISTS {
    MATCH (a:Agency)-[m:MEMBER_OF]->(:Agency)-[:OWES]->(o)
    WHERE (a.id = $agency OR a.name = $agency) AND (NOT m.here OR m.asserted_by = o.asserted_by)
  }
  RETURN o
  UNION
  MATCH (:Agency {id: $agency})-[:OWES]->(o:Obligation)
  WHERE $document = ''
  RETURN o
  UNION
  MATCH (:Agency {name: $agency})-[:OWES]->(o:Obligation)
  WHERE $document = ''
  RETURN o
  UNION
  MATCH (a:Agency {id: $agency})-[m:MEMBER_OF]->(s:Agency)
  WHERE $document = ''
  WITH a, s, collect(DISTINCT CASE WHEN m.here THEN m.asserted_by ELSE '' END) AS only
  MATCH (s)-[:OWES]->(o:Obligation)
  WHERE '' IN only OR o.asserted_by IN only
  RETURN o
  UNION
  MATCH (a:Agency {name: $agency})-[m:MEMBER_OF]->(s:Agency)
  WHERE $document = ''
  WITH a, s, collect(DISTINCT CASE WHEN m.here THEN m.asserted_by ELSE '' END) AS only
  MATCH (s)-[:OWES]->(o:Obligation)
  WHERE '' IN only OR o.asserted_by IN only
  RETURN o
  UNION
  UNWIND CASE WHEN $document + $agency = '' THEN [1] ELSE [] END AS any
  MATCH (o:Obligation)
  RETURN o
}
MATCH (o)-[:STATED_IN]->(d:Document)
WITH d, o, COLLECT {
  MATCH (a:Agency)-[r:OWES]->(o)
  RETURN {role: r.role, name: CASE WHEN a.collective OR size(coalesce(a.places, [])) = 0 THEN a.name
                                   ELSE a.name + ' ' + a.places[size(a.places) - 1] END} AS body
  ORDER BY a.name, a.id
} AS bearers, COLLECT {
  MATCH (o)-[:WITH]->(a:Agency)
  RETURN CASE WHEN a.collective OR size(coalesce(a.places, [])) = 0 THEN a.name
              ELSE a.name + ' ' + a.places[size(a.places) - 1] END AS name
  ORDER BY a.name, a.id
} AS partners, COLLECT {
  MATCH (o)-[:HAS_TARGET]->(t:Target) RETURN t.text ORDER BY t.start, t.id
} AS results
WITH d, o, results, [one IN bearers WHERE one.role <> 'cooperate' | one.name] AS leads,
     [one IN bearers WHERE one.role = 'cooperate' | one.name] + partners AS others
RETURN o.text AS task,
       reduce(said = '', name IN leads | CASE WHEN said = '' THEN name ELSE said + '; ' + name END) AS lead,
       reduce(said = '', name IN others | CASE WHEN said = '' THEN name ELSE said + '; ' + name END) AS partners,
       o.deadline AS deadline,
       reduce(said = '', text IN results | CASE WHEN said = '' THEN text ELSE said + '; ' + text END) AS result,
       d.type + coalesce(' ' + d.number, '') + coalesce(': ' + d.title, '') AS assigned_by,
       o.section AS section, o.id AS obligation, d.id AS document
ORDER BY document, o.start, obligation
