// name: obligations_by_id
// title: Which duties are there, by role, class of deadline, level, type and year?
// title_vi: Có những nhiệm vụ nào, theo vai trò, loại thời hạn, cấp, loại văn bản và năm?
// about: Duties in the order of their ids (of their documents, then of their sections as text), a page at a time; key is what the next page comes after. Level is that of the body, type and year are those of the document. The page is read in the order of an index, so that it costs the same however many duties there are; where few fit the filters, those between them are read too. Several values of one filter stand with | between them.
// mode: read
// param: text string = -- words in any order, with or without tone marks; empty for all
// param: role string of lead|cooperate|requested|responsible = -- roles of the body: lead, cooperate, requested or responsible; empty for any
// param: deadline string of scheduled|recurring|ongoing|contingent|none = -- classes of deadline: scheduled, recurring, ongoing, contingent or none; empty for any
// param: level string of trung ương|tỉnh|huyện|xã = -- levels: trung ương, tỉnh, huyện or xã; empty for any
// param: type string = -- types of the document, such as Kế hoạch|Quyết định; empty for any
// param: year integer = 0 -- the year that the document was issued in; 0 for any
// param: after string = -- the key of the last row of the page before; empty for the first page
// param: limit integer = 50 -- how many rows at most
// returns: key, id, document, title, section, text, role, bearers, partners, reports_to, deadline, deadline_class, due, due_from, recurrence, ongoing, cites, start, end
MATCH (o:Obligation)-[:STATED_IN]->(d:Document)
WHERE o.id > $after
  AND all(word IN split($text, ' ') WHERE word = '' OR o.search CONTAINS ' ' + word + ' ')
  AND ($role = '' OR o.role IN split($role, '|'))
  AND ($deadline = '' OR coalesce(o.deadline_kind, 'none') IN split($deadline, '|'))
  AND ($type = '' OR d.type IN split($type, '|'))
  AND ($year = 0 OR d.issued STARTS WITH toString($year))
  AND ($level = '' OR EXISTS { MATCH (o)<-[:OWES]-(a:Agency) WHERE a.level IN split($level, '|') })
RETURN o.id AS key, o.id AS id, d.id AS document, d.title AS title, o.section AS section, o.text AS text, o.role AS role,
       COLLECT { MATCH (b:Agency)-[:OWES]->(o) RETURN b {.id, .name, .level, .jurisdiction, .collective} ORDER BY b.id } AS bearers,
       COLLECT { MATCH (o)-[:WITH]->(p:Agency) RETURN p {.id, .name, .level, .jurisdiction, .collective} ORDER BY p.id } AS partners,
       COLLECT { MATCH (o)-[:REPORTS_TO]->(p:Agency) RETURN DISTINCT p.id AS id ORDER BY id } AS reports_to,
       o.deadline AS deadline, coalesce(o.deadline_kind, 'none') AS deadline_class, coalesce(o.due, []) AS due,
       o.due_from AS due_from, coalesce(o.recurrence, []) AS recurrence, coalesce(o.ongoing, false) AS ongoing,
       COLLECT { MATCH (o)-[:CITES]->(e:Document) RETURN e.id ORDER BY e.id } AS cites, o.start AS start, o.end AS end
ORDER BY o.id
LIMIT $limit
