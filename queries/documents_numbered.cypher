// name: documents_numbered
// title: Which documents have this number, or one that begins so?
// title_vi: Văn bản nào mang số này, hoặc số bắt đầu như thế?
// about: Documents found by the spelling of their number, the latest first: its count, its year and its letters without the signs between them, in small letters without tone marks.
// mode: read
// param: number string = 121 2020 qh14 -- a number, or its beginning up to a blank: 121 2020 qh14, 06 qdttg, 121
// param: type string = -- types of the document, such as Kế hoạch|Quyết định; empty for any
// param: limit integer = 50 -- how many rows at most
// returns: id, type, number, name, title, issued, issuer, status
MATCH (d:Document)
// By the index, then no 1210 for 121.
WHERE d.spelling STARTS WITH $number AND d.spelling + ' ' STARTS WITH $number + ' '
  AND ($type = '' OR d.type IN split($type, '|'))
RETURN d.id AS id, d.type AS type, d.number AS number, d.name AS name, d.title AS title,
       d.issued AS issued, d.issuer AS issuer, d.status AS status
ORDER BY coalesce(d.issued, '') DESC, d.id
LIMIT $limit
