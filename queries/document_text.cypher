// name: document_text
// title: What does a document's own text say?
// title_vi: Toàn văn của văn bản này là gì?
// about: The text that the document was read from, as it was given, to which every start and end counts. A document that is only cited has none.
// mode: read
// param: document string = 121/2020/QH14 -- id, number or name
// returns: document, source, sha256, text
MATCH (d:Document {id: $document})<-[:TEXT_OF]-(s:Source)
RETURN d.id AS document, d.source AS source, d.sha256 AS sha256, s.text AS text
