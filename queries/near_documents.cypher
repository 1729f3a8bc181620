// name: near_documents
// title: Which documents have most of these words?
// title_vi: Văn bản nào có nhiều từ này nhất?
// about: Documents that hold at least one of the words, those that hold most first; for a name with a slip in it.
// cost: It reads the words of every document, as any word may stand in any of them.
// mode: read
// param: text string = quyet dinh -- words in any order, with or without tone marks
// param: limit integer = 50 -- how many rows at most
// returns: hits, id, type, number, name, title, issued, issuer, status
WITH [word IN split($text, ' ') WHERE word <> ''] AS words
MATCH (d:Document)
WITH d, size([word IN words WHERE d.search CONTAINS ' ' + word + ' ']) AS hits
WHERE hits > 0
RETURN hits, d.id AS id, d.type AS type, d.number AS number, d.name AS name, d.title AS title,
       d.issued AS issued, d.issuer AS issuer, d.status AS status
ORDER BY hits DESC, id
LIMIT $limit
