// name: document
// title: What is this document?
// title_vi: Văn bản này là gì?
// about: One document: its type, number, date, title and issuer, and whether its own text was read or it is only cited.
// mode: read
// param: document string = 121/2020/QH14 -- id, number or name
// returns: id, type, number, name, title, issued, issuer, status, source, sha256
MATCH (d:Document {id: $document})
RETURN d.id AS id, d.type AS type, d.number AS number, d.name AS name, d.title AS title, d.issued AS issued,
       d.issuer AS issuer, d.status AS status, d.source AS source, d.sha256 AS sha256
