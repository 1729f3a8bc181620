// name: obligation_facets
// title: How many duties are there of each role, class of deadline, body, place and year?
// title_vi: Có bao nhiêu nhiệm vụ theo từng vai trò, loại thời hạn, cơ quan, địa phương và năm?
// about: Of the duties that fit every filter given, how many have each value of role, deadline (its class), type and year (of the document), agency, level and place (of the bodies, the outermost); the most frequent values first. The filters are those of obligations.
// mode: read
// param: id string = -- ids; empty for any
// param: text string = -- words in any order, with or without tone marks; empty for all
// param: document string = -- of this document only: id, number or name; empty for all
// param: agency string = -- of this body, or of all bodies of one name: id or name; empty for any
// param: sets boolean = true -- with what the body owes as one of an open set
// param: role string = -- roles of the body: lead, cooperate, requested or responsible; empty for any
// param: deadline string = -- classes of deadline: scheduled, recurring, ongoing, contingent or none; empty for any
// param: due_from date = -- due on this day or later; empty for any
// param: due_to date = -- due on this day or earlier; empty for any
// param: place string = -- of this place or one within it: id or name; empty for any
// param: level string = -- levels: trung ương, tỉnh, huyện or xã; empty for any
// param: type string = -- types of the document, such as Kế hoạch|Quyết định; empty for any
// param: year integer = 0 -- the year that the document was issued in; 0 for any
// param: cites string = -- it cites this document: id, number or name; empty for any
// param: implements string = -- it implements this document itself, with no other between them: id, number or name; empty for any
// param: limit integer = 20 -- how many values of each at most
// returns: facet, value, name, count
CALL {
  UNWIND split($id, '|') AS one
  MATCH (o:Obligation {id: one})
  WHERE $agency = ''
  RETURN o
  UNION
  MATCH (:Agency {id: $agency})-[:OWES]->(o:Obligation)
  RETURN o
  UNION
  MATCH (:Agency {name: $agency})-[:OWES]->(o:Obligation)
  RETURN o
  UNION
  MATCH (:Agency {id: $agency})-[m:MEMBER_OF]->(s:Agency)
  WHERE $sets
  WITH DISTINCT s, CASE WHEN m.here THEN m.asserted_by END AS only
  MATCH (s)-[:OWES]->(o:Obligation)
  WHERE only IS NULL OR only = o.asserted_by
  RETURN o
  UNION
  MATCH (:Agency {name: $agency})-[m:MEMBER_OF]->(s:Agency)
  WHERE $sets
  WITH DISTINCT s, CASE WHEN m.here THEN m.asserted_by END AS only
  MATCH (s)-[:OWES]->(o:Obligation)
  WHERE only IS NULL OR only = o.asserted_by
  RETURN o
  UNION
  MATCH (:Document {id: $document})<-[:STATED_IN]-(o:Obligation)
  WHERE $agency = ''
  RETURN o
  UNION
  MATCH (:Document {id: $cites})<-[:CITES]-(o:Obligation)
  WHERE $agency = ''
  RETURN o
  UNION
  MATCH (:Document {id: $implements})<-[:IMPLEMENTS]-(:Document)<-[:STATED_IN]-(o:Obligation)
  WHERE $agency = ''
  RETURN o
  UNION
  MATCH (:Jurisdiction {id: $place})<-[:PART_OF*0..3]-(:Jurisdiction)<-[:OF]-(:Agency)-[:OWES]->(o:Obligation)
  WHERE $agency = ''
  RETURN o
  UNION
  UNWIND CASE WHEN $id + $document + $agency + $cites + $implements + $place = '' THEN [1] ELSE [] END AS any
  MATCH (o:Obligation)
  RETURN o
}
MATCH (o)-[:STATED_IN]->(d:Document)
WHERE all(word IN split($text, ' ') WHERE word = '' OR o.search CONTAINS ' ' + word + ' ')
  AND ($id = '' OR o.id IN split($id, '|'))
  AND ($document = '' OR d.id = $document)
  AND ($role = '' OR o.role IN split($role, '|'))
  AND ($deadline = '' OR coalesce(o.deadline_kind, 'none') IN split($deadline, '|'))
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
UNWIND [['role', o.role], ['deadline', coalesce(o.deadline_kind, 'none')], ['type', d.type], ['year', substring(d.issued, 0, 4)]]
       + COLLECT {
         MATCH (o)<-[:OWES]-(a:Agency)
         UNWIND [['agency', a.id], ['level', a.level], ['place', head(a.places)]] AS said
         RETURN DISTINCT said
       } AS one
WITH one[0] AS facet, one[1] AS value, count(*) AS count
WHERE value <> ''
ORDER BY facet, count DESC, value
WITH facet, collect({value: value, count: count})[0..$limit] AS best
UNWIND best AS one
RETURN facet, one.value AS value, coalesce(head(COLLECT {
         MATCH (a:Agency {id: one.value})
         WHERE facet = 'agency'
         RETURN a.name + coalesce(' ' + last(a.places), '')
       }), one.value) AS name, one.count AS count
ORDER BY facet, count DESC, value
