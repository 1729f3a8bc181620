// name: obligation_facets
// title: How many duties are there of each document, role, deadline, body, place, type and year?
// title_vi: Có bao nhiêu nhiệm vụ theo từng văn bản, vai trò, loại thời hạn, cơ quan, địa phương, loại văn bản và năm?
// about: How many duties fit every filter given (total, all of them), and of these how many have each value of role, deadline (its class), type and year of the document, the document itself, and agency, level and place (the outermost) of who bears them; the most frequent values first. The filters are those of obligations.
// cost: All that fit are counted; without id, document, agency, place, cites or implements every duty is read; those of 100,000 documents want an embedded database with 4 GiB of memory, and one with less says that it cannot.
// mode: read
// param: id string = -- ids; empty for any
// param: text string = -- words in any order, with or without tone marks; empty for all
// param: document string = -- of this document only: id, number or name; empty for all
// param: agency string = -- of this body, or of all bodies of one name: id or name; empty for any
// param: sets boolean = true -- with what the body owes as one of an open set
// param: role string of lead|cooperate|requested|responsible = -- roles of the body: lead, cooperate, requested or responsible; empty for any
// param: deadline string of scheduled|recurring|ongoing|contingent|none = -- classes of deadline: scheduled, recurring, ongoing, contingent or none; empty for any
// param: recurrence string = -- how often it recurs: P1Y, P6M, P3M, P1M, P1W or P1D; empty for any
// param: begins string = -- the year, or the month, that it begins in, such as 2021 or 2021-01; empty for any
// param: due_from date = -- due on this day or later; empty for any
// param: due_to date = -- due on this day or earlier; empty for any
// param: place string = -- of this place or one within it: id or name; empty for any
// param: level string of trung ương|tỉnh|huyện|xã = -- levels: trung ương, tỉnh, huyện or xã; empty for any
// param: type string = -- types of the document, such as Kế hoạch|Quyết định; empty for any
// param: year integer = 0 -- the year that the document was issued in; 0 for any
// param: cites string = -- it cites this document: id, number or name; empty for any
// param: implements string = -- it implements this document itself, with no other between them: id, number or name; empty for any
// param: limit integer = 20 -- how many values of each at most
// returns: facet, value, name, count
CALL {
  CALL {
    UNWIND [$agency] AS one
    MATCH (:Agency {id: one})-[:OWES]->(o:Obligation)
    RETURN o
    UNION
    UNWIND [$agency] AS one
    MATCH (:Agency {name: one})-[:OWES]->(o:Obligation)
    RETURN o
    UNION
    UNWIND [$agency] AS one
    MATCH (:Agency {id: one})-[m:MEMBER_OF]->(s:Agency)
    WHERE $sets
    WITH DISTINCT s, CASE WHEN m.here THEN m.asserted_by END AS only
    MATCH (s)-[:OWES]->(o:Obligation)
    WHERE only IS NULL OR only = o.asserted_by
    RETURN o
    UNION
    UNWIND [$agency] AS one
    MATCH (:Agency {name: one})-[m:MEMBER_OF]->(s:Agency)
    WHERE $sets
    WITH DISTINCT s, CASE WHEN m.here THEN m.asserted_by END AS only
    MATCH (s)-[:OWES]->(o:Obligation)
    WHERE only IS NULL OR only = o.asserted_by
    RETURN o
  }
  RETURN o
  UNION ALL
  UNWIND CASE WHEN $agency = '' THEN split($id, '|') ELSE [] END AS one
  MATCH (o:Obligation {id: one})
  RETURN DISTINCT o
  UNION ALL
  UNWIND CASE WHEN $agency + $id = '' THEN [$document] ELSE [] END AS one
  MATCH (:Document {id: one})<-[:STATED_IN]-(o:Obligation)
  RETURN DISTINCT o
  UNION ALL
  UNWIND CASE WHEN $agency + $id + $document = '' THEN [$cites] ELSE [] END AS one
  MATCH (:Document {id: one})<-[:CITES]-(o:Obligation)
  RETURN DISTINCT o
  UNION ALL
  UNWIND CASE WHEN $agency + $id + $document + $cites = '' THEN [$implements] ELSE [] END AS one
  MATCH (:Document {id: one})<-[:IMPLEMENTS]-(:Document)<-[:STATED_IN]-(o:Obligation)
  RETURN DISTINCT o
  UNION ALL
  UNWIND CASE WHEN $agency + $id + $document + $cites + $implements = '' THEN [$place] ELSE [] END AS one
  MATCH (:Jurisdiction {id: one})<-[:PART_OF*0..3]-(:Jurisdiction)<-[:OF]-(:Agency)-[:OWES]->(o:Obligation)
  RETURN DISTINCT o
  UNION ALL
  UNWIND CASE WHEN $agency + $id + $document + $cites + $implements + $place = '' THEN [1] ELSE [] END AS any
  MATCH (o:Obligation)
  RETURN o
}
MATCH (o)-[:STATED_IN]->(d:Document)
WHERE all(word IN split($text, ' ') WHERE word = '' OR o.search CONTAINS ' ' + word + ' ')
  AND ($id = '' OR o.id IN split($id, '|'))
  AND ($document = '' OR d.id = $document)
  AND ($role = '' OR o.role IN split($role, '|'))
  AND ($deadline = '' OR coalesce(o.deadline_kind, 'none') IN split($deadline, '|'))
  AND ($recurrence = '' OR any(often IN o.recurrence WHERE often IN split($recurrence, '|')))
  AND ($begins = '' OR o.due_from STARTS WITH $begins)
  AND ($type = '' OR d.type IN split($type, '|'))
  AND ($year = 0 OR d.issued STARTS WITH toString($year))
  AND ($cites = '' OR EXISTS { (o)-[:CITES]->(:Document {id: $cites}) })
  AND ($implements = '' OR EXISTS { (d)-[:IMPLEMENTS]->(:Document {id: $implements}) })
  AND ($level = '' OR EXISTS { MATCH (o)<-[:OWES]-(a:Agency) WHERE a.level IN split($level, '|') })
  AND ($place = '' OR EXISTS { (o)<-[:OWES]-(:Agency)-[:OF]->(:Jurisdiction)-[:PART_OF*0..3]->(:Jurisdiction {id: $place}) })
  AND ($due_from + $due_to = '' OR EXISTS {
         UNWIND coalesce(o.due, []) AS stated
         WITH stated, CASE WHEN stated STARTS WITH '-' THEN coalesce(o.due_from, '') ELSE '' END AS begun,
              CASE WHEN stated STARTS WITH '-' THEN coalesce(d.issued, '') ELSE '' END AS issued
         WITH stated, reduce(late = $due_from, day IN [begun, issued] | CASE WHEN day > late THEN day ELSE late END) AS since
         UNWIND CASE WHEN stated STARTS WITH '-' THEN [0, 1] ELSE [0] END AS later
         WITH stated, since, toInteger(CASE WHEN stated STARTS WITH '-' THEN substring(since + '1900', 0, 4) ELSE substring(stated, 0, 4) END) + later AS year
         UNWIND CASE WHEN stated STARTS WITH '---' AND (size(o.recurrence) = 0 OR 'P1M' IN o.recurrence) THEN range(1, 12)
                     WHEN stated STARTS WITH '---' AND 'P3M' IN o.recurrence THEN [3, 6, 9, 12]
                     WHEN stated STARTS WITH '---' AND 'P6M' IN o.recurrence THEN [6, 12]
                     WHEN stated STARTS WITH '---' OR size(stated) = 4 THEN [12]
                     WHEN stated STARTS WITH '--' THEN [toInteger(substring(stated, 2, 2))]
                     ELSE [toInteger(substring(stated, 5, 2))] END AS month
         WITH since, toString(year) + '-' + substring(toString(100 + month), 1) + '-' +
              CASE WHEN stated STARTS WITH '---' THEN substring(stated, 3, 2)
                   WHEN stated STARTS WITH '--' AND size(stated) = 7 THEN substring(stated, 5, 2)
                   WHEN size(stated) = 10 THEN substring(stated, 8, 2)
                   ELSE '31' END AS due
         WHERE since <= due AND ($due_to = '' OR due <= $due_to OR
               substring(due, 0, 7) = substring($due_to, 0, 7) AND (date($due_to) + duration('P1D')).day = 1)
         RETURN due
       })
WITH o.role AS role, coalesce(o.deadline_kind, 'none') AS deadline, d.type AS type, substring(d.issued, 0, 4) AS year, d.id AS document,
     [(o)<-[:OWES]-(a:Agency) | [a.id, a.level, head(a.places)]] AS bearers, count(*) AS n
UNWIND [['total', 'all'], ['role', role], ['deadline', deadline], ['type', type], ['year', year], ['document', document]]
       + [body IN bearers | ['agency', body[0]]]
       + reduce(said = [], body IN bearers | CASE WHEN ['level', body[1]] IN said THEN said ELSE said + [['level', body[1]]] END)
       + reduce(said = [], body IN bearers | CASE WHEN ['place', body[2]] IN said THEN said ELSE said + [['place', body[2]]] END) AS one
WITH one[0] AS facet, one[1] AS value, n
WITH facet, value, sum(n) AS count
WHERE value <> ''
ORDER BY facet, count DESC, value
WITH facet, collect({value: value, count: count})[0..$limit] AS best
UNWIND best AS one
RETURN facet, one.value AS value, coalesce(head(COLLECT {
         MATCH (a:Agency {id: one.value})
         WHERE facet = 'agency'
         RETURN a.name + coalesce(' ' + last(a.places), '')
       }), head(COLLECT {
         MATCH (d:Document {id: one.value})
         WHERE facet = 'document'
         RETURN d.type + coalesce(' ' + d.number, '') + coalesce(': ' + d.title, '')
       }), one.value) AS name, one.count AS count
ORDER BY facet, count DESC, value
