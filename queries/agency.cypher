// name: agency
// title: What is this body?
// title_vi: Cơ quan này là gì?
// about: One body of one place, or an open set of bodies: its name in both languages, level and place.
// mode: read
// param: agency string = so-y-te.quang-ngai -- id or name
// returns: id, name, name_en, level, jurisdiction, places, collective
MATCH (a:Agency {id: $agency})
RETURN a.id AS id, a.name AS name, a.name_en AS name_en, a.level AS level, a.jurisdiction AS jurisdiction,
       a.places AS places, a.collective AS collective
