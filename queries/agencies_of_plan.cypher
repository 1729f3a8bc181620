// name: agencies_of_plan
// title: Which bodies does a plan name, and how many duties has each?
// title_vi: Kế hoạch này nêu những cơ quan nào, và mỗi cơ quan có bao nhiêu nhiệm vụ?
// about: The bodies and open sets of bodies that a document names, those with most duties first; as_member are the duties of the sets that the body belongs to, partner_in the duties that others have with it.
// mode: read
// param: document string = 121/2020/QH14 -- id, number or name
// returns: agency, name, name_en, level, jurisdiction, collective, duties, lead, as_member, partner_in, receives, sets
MATCH (d:Document {id: $document})-[:NAMES]->(a:Agency)
WITH d, a,
     COLLECT { MATCH (a)-[r:OWES]->(:Obligation) WHERE r.asserted_by = d.id RETURN r.role } AS roles,
     COLLECT { MATCH (a)-[r:MEMBER_OF]->(s:Agency) WHERE r.asserted_by = d.id RETURN s.name ORDER BY s.name } AS sets
RETURN a.id AS agency, a.name AS name, a.name_en AS name_en, a.level AS level, a.jurisdiction AS jurisdiction,
       a.collective AS collective, size(roles) AS duties, size([role IN roles WHERE role = 'lead']) AS lead,
       COUNT { MATCH (a)-[m:MEMBER_OF]->(:Agency)-[r:OWES]->(o:Obligation)
               WHERE m.asserted_by = d.id AND r.asserted_by = d.id AND NOT EXISTS { (a)-[:OWES]->(o) }
               RETURN DISTINCT o } AS as_member,
       COUNT { MATCH (a)<-[r:WITH]-(:Obligation) WHERE r.asserted_by = d.id } AS partner_in,
       COUNT { MATCH (a)<-[r:REPORTS_TO]-(o:Obligation) WHERE r.asserted_by = d.id RETURN DISTINCT o } AS receives,
       sets
ORDER BY duties DESC, as_member DESC, name, agency
