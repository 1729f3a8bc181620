// name: document
// title: What is this document?
// title_vi: Văn bản này là gì?
// about: One document: its type, number, date, title, issuer and signer, and whether its own text was read or it is only cited. What nothing says is null.
// mode: read
// param: document string = 121/2020/QH14 -- id, number or name
// returns: id, type, number, symbol, name, title, issued, place, issuer, signer, signer_title, jurisdiction, recipients, status, candidates, source, sha256
MATCH (d:Document {id: $document})
RETURN d.id AS id, d.type AS type, d.number AS number, d.symbol AS symbol, d.name AS name, d.title AS title,
       d.issued AS issued, d.place AS place, d.issuer AS issuer, d.signer AS signer, d.signer_title AS signer_title,
       d.jurisdiction AS jurisdiction, d.recipients AS recipients, d.status AS status, d.candidates AS candidates,
       d.source AS source, d.sha256 AS sha256
