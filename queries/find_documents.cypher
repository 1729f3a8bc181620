// name: find_documents
// title: Which documents have these words?
// title_vi: Văn bản nào có những từ này?
// about: Documents whose type, number, name, title or issuer hold every word, the latest first; total is the number of all.
// cost: It reads the words of every document, as any word may stand in any of them.
// mode: read
// param: text string = -- words in any order, with or without tone marks; empty for all documents
// param: limit integer = 50 -- how many rows at most
// param: offset integer = 0 -- how many rows to leave out first
// returns: total, id, type, number, name, title, issued, issuer, status
WITH [word IN split($text, ' ') WHERE word <> ''] AS words
MATCH (d:Document)
WHERE all(word IN words WHERE d.search CONTAINS ' ' + word + ' ')
WITH d ORDER BY coalesce(d.issued, '') DESC, d.id
WITH collect(d) AS found
UNWIND found[$offset..$offset + $limit] AS d
RETURN size(found) AS total, d.id AS id, d.type AS type, d.number AS number, d.name AS name, d.title AS title,
       d.issued AS issued, d.issuer AS issuer, d.status AS status
