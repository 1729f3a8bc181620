// name: suggestions
// title: Which documents and bodies have words that begin so?
// title_vi: Văn bản và cơ quan nào có từ bắt đầu như thế?
// about: Documents and bodies that hold every word but the last, and a word that begins as the last does: what somebody may mean who is still typing. Documents come first, the latest of them first.
// cost: It reads the words of every document and body, as any word may begin as the last one does.
// mode: read
// param: text string = -- words in any order, with or without tone marks; empty for all
// param: kind string of Document|Agency = -- kinds: Document or Agency; empty for both
// param: limit integer = 50 -- how many rows at most
// param: offset integer = 0 -- how many rows to leave out first
// returns: kind, id, type, number, name, title, issued, issuer, level, places
WITH [word IN split($text, ' ') WHERE word <> ''] AS words
CALL (words) {
  MATCH (d:Document)
  WHERE ($kind = '' OR 'Document' IN split($kind, '|'))
    AND all(i IN range(0, size(words) - 1) WHERE d.search CONTAINS ' ' + words[i] + CASE WHEN i < size(words) - 1 THEN ' ' ELSE '' END)
  RETURN 0 AS first, coalesce(d.issued, '') AS day, d AS n
  UNION ALL
  MATCH (a:Agency)
  WHERE ($kind = '' OR 'Agency' IN split($kind, '|'))
    AND all(i IN range(0, size(words) - 1) WHERE a.search CONTAINS ' ' + words[i] + CASE WHEN i < size(words) - 1 THEN ' ' ELSE '' END)
  RETURN 1 AS first, '' AS day, a AS n
}
WITH first, day, n
ORDER BY first, day DESC, n.id
SKIP $offset
LIMIT $limit
RETURN CASE first WHEN 0 THEN 'Document' ELSE 'Agency' END AS kind, n.id AS id, n.type AS type, n.number AS number, n.name AS name,
       n.title AS title, n.issued AS issued, n.issuer AS issuer, n.level AS level, coalesce(n.places, n.jurisdiction, []) AS places
ORDER BY first, day DESC, id
