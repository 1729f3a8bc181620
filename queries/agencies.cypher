// name: agencies
// title: Which bodies are there, by name, place, level and the document that names them?
// title_vi: Có những cơ quan nào, theo tên, địa phương, cấp và văn bản nêu tên?
// about: Bodies and open sets of bodies that fit every filter given (words are of its name, also in English, its level or its places), in one order, a page at a time; key is what the next page comes after. Several values of one filter stand with | between them. All that fit are read and sorted, however few are shown; without id, name, place or document every body is read.
// mode: read
// param: id string = -- ids; empty for any
// param: text string = -- words in any order, with or without tone marks; empty for all
// param: name string = -- the whole name in Vietnamese; empty for any
// param: level string of trung ương|tỉnh|huyện|xã = -- levels: trung ương, tỉnh, huyện or xã; empty for any
// param: place string = -- of this place or one within it: id or name; empty for any
// param: document string = -- this document names it: id, number or name; empty for any
// param: collective string one of true|false = -- true for open sets of bodies, false for single bodies; empty for both
// param: sort string one of id|-id|level|-level|duties|-duties = -- in the order of id (its name without tone marks, then its place), level or duties; with - before it from the last to the first; empty for id
// param: after string = -- the key of the last row of the page before; empty for the first page
// param: limit integer = 50 -- how many rows at most
// returns: key, id, name, name_en, level, jurisdiction, places, collective, duties
WITH COLLECT { MATCH (:Document {id: $document})-[:NAMES]->(a:Agency) RETURN a.id } AS named
CALL {
  UNWIND split($id, '|') AS one
  MATCH (a:Agency {id: one})
  RETURN a
  UNION ALL
  UNWIND CASE WHEN $id = '' THEN [$name] ELSE [] END AS one
  MATCH (a:Agency {name: one})
  RETURN DISTINCT a
  UNION ALL
  UNWIND CASE WHEN $id + $name = '' THEN [$document] ELSE [] END AS one
  MATCH (:Document {id: one})-[:NAMES]->(a:Agency)
  RETURN DISTINCT a
  UNION ALL
  UNWIND CASE WHEN $id + $name + $document = '' THEN [$place] ELSE [] END AS one
  MATCH (:Jurisdiction {id: one})<-[:PART_OF*0..3]-(:Jurisdiction)<-[:OF]-(a:Agency)
  RETURN DISTINCT a
  UNION ALL
  UNWIND CASE WHEN $id + $name + $document + $place = '' THEN [1] ELSE [] END AS any
  MATCH (a:Agency)
  RETURN a
}
WITH a, named
WHERE all(word IN split($text, ' ') WHERE word = '' OR a.search CONTAINS ' ' + word + ' ')
  AND ($id = '' OR a.id IN split($id, '|'))
  AND ($name = '' OR a.name = $name)
  AND ($level = '' OR a.level IN split($level, '|'))
  AND ($collective = '' OR toString(a.collective) = $collective)
  AND ($document = '' OR a.id IN named)
  AND ($place = '' OR EXISTS { (a)-[:OF]->(:Jurisdiction)-[:PART_OF*0..3]->(:Jurisdiction {id: $place}) })
WITH a, CASE replace($sort, '-', '')
  WHEN 'level' THEN coalesce(a.level, '')
  WHEN 'duties' THEN substring(toString(1000000000 + COUNT { (a)-[:OWES]->(:Obligation) }), 1)
  ELSE '' END + ' |' + a.id AS key
WHERE $after = '' OR CASE WHEN $sort STARTS WITH '-' THEN key < $after ELSE key > $after END
WITH a, key
ORDER BY CASE WHEN $sort STARTS WITH '-' THEN '' ELSE key END, key DESC
LIMIT $limit
RETURN key, a.id AS id, a.name AS name, a.name_en AS name_en, a.level AS level, a.jurisdiction AS jurisdiction,
       coalesce(a.places, []) AS places, a.collective AS collective, COUNT { (a)-[:OWES]->(:Obligation) } AS duties
ORDER BY CASE WHEN $sort STARTS WITH '-' THEN '' ELSE key END, key DESC
