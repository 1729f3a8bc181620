// name: document_citations
// title: Which documents does a document cite?
// title_vi: Văn bản này viện dẫn những văn bản nào?
// about: Every mention, in the order of the text, with the document that it means; a mention in a footnote has the footnote's number, and the section where its mark stands.
// mode: read
// param: document string = 121/2020/QH14 -- the citing document: id, number or name
// param: footnotes boolean = false -- only those that stand in footnotes
// param: footnote string = -- only those of the footnote of this number; empty for any
// returns: section, footnote, text, cited, type, number, name, issued, issuer, provision, status, candidates, start, end
MATCH (:Document {id: $document})<-[:IN]-(c:Citation)
WHERE (c.footnote IS NOT NULL OR NOT $footnotes) AND ($footnote = '' OR c.footnote = $footnote)
OPTIONAL MATCH (c)-[:REFERS_TO]->(d:Document)
RETURN c.section AS section, c.footnote AS footnote, c.text AS text, d.id AS cited, coalesce(d.type, c.type) AS type,
       coalesce(d.number, c.number) AS number, coalesce(d.name, c.name) AS name, d.issued AS issued, d.issuer AS issuer,
       c.provision AS provision, c.status AS status, c.candidates AS candidates, c.start AS start, c.end AS end
ORDER BY start, end
