// name: agencies_of_plan
// title: Which bodies does a plan name, and how many duties has each?
// title_vi: Kế hoạch này nêu những cơ quan nào, và mỗi cơ quan có bao nhiêu nhiệm vụ?
// about: The bodies and open sets of bodies that a document names, those with most duties first; as_member are the duties of the sets that the body belongs to, partner_in the duties that others have with it.
// mode: read
// param: document string = 121/2020/QH14 -- id, number or name
// param: limit integer = 1000 -- how many rows at most
// returns: agency, name, name_en, level, jurisdiction, collective, duties, lead, as_member, partner_in, receives, sets
MATCH ()-[m:MEMBER_OF]->()
WHERE m.asserted_by = $document
// By an index, which the embedded server uses only at the beginning: what the bodies are members of elsewhere is not read.
WITH m ORDER BY endNode(m).name
WITH collect({body: startNode(m).id, whole: endNode(m).id, name: endNode(m).name}) AS members
MATCH (d:Document {id: $document})
WITH d, members,
     COLLECT { MATCH (d)<-[:STATED_IN]-(o:Obligation)<-[r:OWES]-(b:Agency) RETURN {body: b.id, role: r.role, duty: o.id} } AS owed,
     COLLECT { MATCH (d)<-[:STATED_IN]-(:Obligation)-[:WITH]->(b:Agency) RETURN b.id } AS partners,
     COLLECT { MATCH (d)<-[:STATED_IN]-(o:Obligation)-[:REPORTS_TO]->(b:Agency) WITH DISTINCT o, b RETURN b.id } AS receivers
MATCH (d)-[:NAMES]->(a:Agency)
WITH a, owed, partners, receivers, [one IN owed WHERE one.body = a.id] AS own, [one IN members WHERE one.body = a.id] AS sets
RETURN a.id AS agency, a.name AS name, a.name_en AS name_en, a.level AS level, a.jurisdiction AS jurisdiction,
       a.collective AS collective, size(own) AS duties, size([one IN own WHERE one.role = 'lead']) AS lead,
       COUNT { UNWIND owed AS one
               WITH one
               WHERE any(of IN sets WHERE of.whole = one.body) AND NOT any(mine IN own WHERE mine.duty = one.duty)
               RETURN DISTINCT one.duty AS duty } AS as_member,
       size([one IN partners WHERE one = a.id]) AS partner_in, size([one IN receivers WHERE one = a.id]) AS receives,
       [one IN sets | one.name] AS sets
ORDER BY duties DESC, as_member DESC, name, agency
LIMIT $limit
