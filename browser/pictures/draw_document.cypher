// name: draw_document
// title: What a document asks of whom, drawn
// title_vi: Văn bản giao việc cho ai
// about: The duties of one document with the bodies that owe them, work with them, and are reported to.
// mode: read
// param: document string = 121/2020/QH14 -- the id of the document
// param: limit integer = 100 -- how many paths at most
// returns: path
MATCH path = (:Agency)-[:OWES|WITH|REPORTS_TO]-(:Obligation)-[:STATED_IN]->(:Document {id: $document})
RETURN path
LIMIT $limit
