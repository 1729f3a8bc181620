// name: documents_in_place
// title: Which documents are for a place?
// title_vi: Những văn bản nào áp dụng ở địa phương này?
// about: Loaded documents for the places whose name holds every word, and for the places within them.
// mode: read
// param: text string = Hưng Yên -- words of the place's name, with or without tone marks
// returns: document, type, number, title, issued, issuer, place
WITH [word IN split($text, ' ') WHERE word <> ''] AS words
MATCH (j:Jurisdiction)
WHERE size(words) > 0 AND all(word IN words WHERE j.search CONTAINS ' ' + word + ' ')
MATCH (j)<-[:PART_OF*0..3]-(k:Jurisdiction)<-[:APPLIES_IN]-(d:Document)
RETURN DISTINCT d.id AS document, d.type AS type, d.number AS number, d.title AS title, d.issued AS issued,
       d.issuer AS issuer, k.name AS place
ORDER BY coalesce(issued, '') DESC, document
