// name: draw_document
// title: What a document asks of whom, drawn
// title_vi: Văn bản giao việc cho ai
// about: The duties of one document with the bodies that owe them, work with them, and are reported to.
// mode: read
// param: document string = -- the id of the document; empty for the one that states the most duties
// param: limit integer = 100 -- how many paths at most
// returns: path
MATCH (d:Document)<-[:STATED_IN]-(o:Obligation)
WHERE $document IN ['', d.id]
WITH d, count(o) AS duties ORDER BY duties DESC, d.id LIMIT 1
MATCH path = (:Agency)-[:OWES|WITH|REPORTS_TO]-(:Obligation)-[:STATED_IN]->(d)
RETURN path
LIMIT $limit
