// name: documents_by_day
// title: Which documents are the latest?
// title_vi: Những văn bản nào mới nhất?
// about: Documents from the latest to those without a date, a page at a time; key is what the next page comes after. The page is read in the order of an index, so that it costs the same however many documents there are; where few fit the filters, those between them are read too. Several values of one filter stand with | between them.
// mode: read
// param: text string = -- words in any order, with or without tone marks; empty for all
// param: type string = -- types of the document, such as Kế hoạch|Quyết định; empty for any
// param: level string of trung ương|tỉnh|huyện|xã = -- levels: trung ương, tỉnh, huyện or xã; empty for any
// param: year integer = 0 -- the year that the document was issued in; 0 for any
// param: status string of ingested|cited = -- ingested (its text was read) or cited (others name it); empty for both
// param: after string = "~" -- the key of the last row of the page before; ~ for the first page
// param: limit integer = 50 -- how many rows at most
// returns: key, id, type, number, name, title, issued, issuer, places, status, citing
MATCH (d:Document)
WHERE d.order < $after
  AND all(word IN split($text, ' ') WHERE word = '' OR d.search CONTAINS ' ' + word + ' ')
  AND ($type = '' OR d.type IN split($type, '|'))
  AND ($status = '' OR d.status IN split($status, '|'))
  AND ($year = 0 OR d.issued STARTS WITH toString($year))
  AND ($level = '' OR EXISTS { MATCH (d)<-[:ISSUED]-(a:Agency) WHERE a.level IN split($level, '|') })
RETURN d.order AS key, d.id AS id, d.type AS type, d.number AS number, d.name AS name, d.title AS title,
       d.issued AS issued, d.issuer AS issuer, coalesce(d.jurisdiction, []) AS places, d.status AS status,
       COUNT { MATCH (d)<-[:CITES]-(x:Document) RETURN DISTINCT x } AS citing
ORDER BY d.order DESC
LIMIT $limit
