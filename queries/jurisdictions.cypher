// name: jurisdictions
// title: Which places are there, and how much is for each of them?
// title_vi: Có những địa phương nào, và mỗi nơi có bao nhiêu văn bản, cơ quan?
// about: Places that fit every filter given (words are of its name or of the places it lies in), in one order, a page at a time; key is what the next page comes after; documents and agencies are those of the place itself. Several values of one filter stand with | between them. All that fit are read and put in order: those of an id or place are found by an index, else every place is looked at, of which there are no more than the country has.
// mode: read
// param: id string = -- ids; empty for any
// param: text string = -- words in any order, with or without tone marks; empty for all
// param: level string of trung ương|tỉnh|huyện|xã = -- levels: trung ương, tỉnh, huyện or xã; empty for any
// param: place string = -- of this place or one within it: id or name; empty for any
// param: sort string one of id|-id|level|-level|documents|-documents|agencies|-agencies = -- in the order of id (its kind and name without tone marks), level, documents or agencies; with - before it from the last to the first; empty for id
// param: after string = -- the key of the last row of the page before; empty for the first page
// param: limit integer = 50 -- how many rows at most
// returns: key, id, name, level, places, documents, agencies
CALL {
  UNWIND split($id, '|') AS one
  MATCH (j:Jurisdiction {id: one})
  RETURN j
  UNION ALL
  UNWIND CASE WHEN $id = '' THEN [$place] ELSE [] END AS one
  MATCH (:Jurisdiction {id: one})<-[:PART_OF*0..3]-(j:Jurisdiction)
  RETURN DISTINCT j
  UNION ALL
  UNWIND CASE WHEN $id + $place = '' THEN [1] ELSE [] END AS any
  MATCH (j:Jurisdiction)
  RETURN j
}
WITH j
WHERE all(word IN split($text, ' ') WHERE word = '' OR j.search CONTAINS ' ' + word + ' ')
  AND ($id = '' OR j.id IN split($id, '|'))
  AND ($level = '' OR j.level IN split($level, '|'))
  AND ($place = '' OR EXISTS { (j)-[:PART_OF*0..3]->(:Jurisdiction {id: $place}) })
WITH j, CASE replace($sort, '-', '')
  WHEN 'level' THEN coalesce(j.level, '')
  WHEN 'documents' THEN substring(toString(1000000000 + COUNT { (j)<-[:APPLIES_IN]-(:Document) }), 1)
  WHEN 'agencies' THEN substring(toString(1000000000 + COUNT { (j)<-[:OF]-(:Agency) }), 1)
  ELSE '' END + ' |' + j.id AS key
WHERE $after = '' OR CASE WHEN $sort STARTS WITH '-' THEN key < $after ELSE key > $after END
WITH j, key
ORDER BY CASE WHEN $sort STARTS WITH '-' THEN '' ELSE key END, key DESC
LIMIT $limit
RETURN key, j.id AS id, j.name AS name, j.level AS level, j.places AS places,
       COUNT { (j)<-[:APPLIES_IN]-(:Document) } AS documents, COUNT { (j)<-[:OF]-(:Agency) } AS agencies
ORDER BY CASE WHEN $sort STARTS WITH '-' THEN '' ELSE key END, key DESC
