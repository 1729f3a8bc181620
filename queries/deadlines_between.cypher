// name: deadlines_between
// title: What falls due between two days?
// title_vi: Những nhiệm vụ nào đến hạn trong khoảng thời gian này?
// about: Each day on which a duty falls due, with the words that say so. A yearly, half-yearly, quarterly or monthly duty falls due each time, not before its start nor before its document; a month or year that is all the text gives is due on its last day. A duty that states no time of its own takes that of the item it stands under, and is marked as inherited. A duty whose text gives no day is not here. Without a document it looks at every duty.
// cost: Without a document or a body it reads every duty, as one that comes back falls due again in any span; those of 100,000 documents want an embedded database with 4 GiB of memory, and one with less says that it cannot.
// mode: read
// param: from date = 2021-01-01 -- the first day
// param: to date = 2021-03-31 -- the last day
// param: document string = -- of this document only: id, number or name; empty for all
// param: agency string = -- of this body only, with what it owes as one of a set: id or name; empty for all
// returns: due, words, stated, recurring, inherited, bearers, text, obligation, document, title, section, start, end
CALL {
  MATCH (:Document {id: $document})<-[:STATED_IN]-(o:Obligation)
  WHERE $agency = '' OR EXISTS {
    MATCH (a:Agency)-[:MEMBER_OF*0..1]->(:Agency)-[:OWES]->(o)
    WHERE a.id = $agency OR a.name = $agency
  }
  RETURN o
  UNION ALL
  MATCH (:Agency {id: $agency})-[:MEMBER_OF*0..1]->(s:Agency)
  WHERE $document = ''
  WITH DISTINCT s
  MATCH (s)-[:OWES]->(o:Obligation)
  RETURN DISTINCT o
  UNION ALL
  MATCH (:Agency {name: $agency})-[:MEMBER_OF*0..1]->(s:Agency)
  WHERE $document = ''
  WITH DISTINCT s
  MATCH (s)-[:OWES]->(o:Obligation)
  RETURN DISTINCT o
  UNION ALL
  UNWIND CASE WHEN $document + $agency = '' THEN [1] ELSE [] END AS any
  MATCH (o:Obligation)
  RETURN o
}
MATCH (o)-[:STATED_IN]->(d:Document)
WHERE size(o.due) > 0
UNWIND range(0, size(o.due) - 1) AS i
WITH d, o, o.due[i] AS stated, CASE WHEN size(split(o.deadline, ' | ')) = size(o.due) THEN split(o.deadline, ' | ')[i] ELSE o.deadline END AS words
WITH d, o, stated, words, stated STARTS WITH '-' AS recurring,
     CASE WHEN stated STARTS WITH '-' THEN range(toInteger(substring($from, 0, 4)), toInteger(substring($to, 0, 4)))
          ELSE [toInteger(substring(stated, 0, 4))] END AS years,
     CASE WHEN stated STARTS WITH '---' AND (size(o.recurrence) = 0 OR 'P1M' IN o.recurrence) THEN range(1, 12)
          WHEN stated STARTS WITH '---' AND 'P3M' IN o.recurrence THEN [3, 6, 9, 12]
          WHEN stated STARTS WITH '---' AND 'P6M' IN o.recurrence THEN [6, 12]
          WHEN stated STARTS WITH '---' THEN [12]
          WHEN stated STARTS WITH '--' THEN [toInteger(substring(stated, 2, 2))]
          WHEN size(stated) = 4 THEN [12]
          ELSE [toInteger(substring(stated, 5, 2))] END AS months,
     CASE WHEN stated STARTS WITH '---' THEN toInteger(substring(stated, 3, 2))
          WHEN stated STARTS WITH '--' AND size(stated) = 7 THEN toInteger(substring(stated, 5, 2))
          WHEN size(stated) = 10 THEN toInteger(substring(stated, 8, 2))
          ELSE 31 END AS day
UNWIND years AS year
UNWIND months AS month
WITH d, o, stated, words, recurring, day, date({year: year, month: month, day: 1}) AS first
WITH d, o, stated, words, recurring, day, first, first + duration('P1M') - duration('P1D') AS last
WITH d, o, stated, words, recurring, toString(CASE WHEN day < last.day THEN first + duration({days: day - 1}) ELSE last END) AS due
WHERE $from <= due AND due <= $to
  AND (NOT recurring OR coalesce(o.due_from, '') <= due AND coalesce(d.issued, '') <= due)
WITH d, o, due, stated, words, recurring ORDER BY recurring, stated
WITH d, o, due, head(collect({stated: stated, words: words, recurring: recurring})) AS said
RETURN due, said.words AS words, said.stated AS stated, said.recurring AS recurring,
       o.deadline_inherited AS inherited,
       COLLECT { MATCH (b:Agency)-[:OWES]->(o) RETURN b.name ORDER BY b.name, b.id } AS bearers,
       o.text AS text, o.id AS obligation, d.id AS document, d.title AS title, o.section AS section, o.start AS start,
       o.end AS end
ORDER BY due, document, start, obligation
