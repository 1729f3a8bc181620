// name: targets
// title: What is aimed at in figures, and who is responsible?
// title_vi: Những chỉ tiêu nào phải đạt, và ai chịu trách nhiệm?
// about: Quantified aims of duties, with the bodies that bear them, and of plans as a whole.
// cost: Without a document it reads every text's aims.
// mode: read
// param: document string = -- of this document only: id, number or name; empty for all
// param: agency string = -- of duties of this body: id or name; empty for all
// param: value string = -- the number aimed at, such as 95; empty for any
// param: upper string = -- the upper end of a range, such as 7 of 5 to 7; empty for any
// param: comparator string one of =|>|>=|<|<= = -- one of = > >= < <=; empty for any
// returns: document, section, text, value, unit, comparator, upper, bearers, start, end
CALL {
  MATCH (d:Document {id: $document})
  RETURN d
  UNION ALL
  UNWIND CASE WHEN $document = '' THEN [1] ELSE [] END AS any
  MATCH (d:Document {status: 'ingested'})
  RETURN d
}
CALL (d) {
  MATCH (d)<-[:STATED_IN]-(o:Obligation)-[:HAS_TARGET]->(t:Target)
  RETURN t, o.section AS section, COLLECT {
    MATCH (a:Agency)-[:OWES]->(o)
    RETURN a {.id, .name, .level, .jurisdiction, .collective} ORDER BY a.id
  } AS bearers
  UNION ALL
  MATCH (d)-[:HAS_TARGET]->(t:Target)
  RETURN t, t.section AS section, [] AS bearers
}
WITH d, t, section, bearers
WHERE ($value = '' OR t.value = toFloat($value)) AND ($comparator = '' OR t.comparator = $comparator)
  AND ($upper = '' OR t.upper = toFloat($upper)) AND ($agency = '' OR any(one IN bearers WHERE $agency IN [one.id, one.name]))
RETURN d.id AS document, section, t.text AS text, t.value AS value, t.unit AS unit, t.comparator AS comparator,
       t.upper AS upper, bearers, t.start AS start, t.end AS end
ORDER BY document, start, t.id
