// name: cited_by
// title: Which documents cite a document?
// title_vi: Văn bản nào viện dẫn văn bản này?
// about: Every mention of it in the texts that were loaded, with its place; number is empty where it is named without one, as "Luật Trẻ em" or "Đề án 06".
// mode: read
// param: document string = 121/2020/QH14 -- the cited document: id, number or name
// returns: document, title, section, footnote, text, number, provision, status, start, end
MATCH (:Document {id: $document})<-[:REFERS_TO]-(c:Citation)-[:IN]->(d:Document)
RETURN d.id AS document, d.title AS title, c.section AS section, c.footnote AS footnote, c.text AS text,
       c.number AS number, c.provision AS provision, c.status AS status, c.start AS start, c.end AS end
ORDER BY document, start, end
