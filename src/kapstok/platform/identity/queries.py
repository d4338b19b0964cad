"""Named reads of identity: one statement each."""

# An active medewerker with the teams of today and, when asked, the grant under which they are a guest.
STAFF_NOW = """
SELECT u.id, u.naam, u.roles, u.language, u.home_tenant, g.roles AS grant_roles, g.purpose, g.holder_team,
       ARRAY(SELECT m.team_id FROM identity_membership m
              WHERE m.user_id = u.id AND m.valid_from <= %(today)s
                AND (m.valid_until IS NULL OR m.valid_until >= %(today)s)) AS teams
  FROM identity_user u
  LEFT JOIN identity_grant g
    ON g.id = %(grant)s AND g.holder_tenant = u.home_tenant
   AND (g.holder_user = u.id OR g.holder_team IS NOT NULL)
   AND g.ended IS NULL AND %(today)s BETWEEN g.valid_from AND g.valid_until
 WHERE u.id = %(user)s AND u.active
"""

# Grants of this municipality that hold today for one user of another, by name or through a team.
GRANTS_FOR = """
SELECT id, purpose, roles, holder_team
  FROM identity_grant
 WHERE holder_tenant = %(holder_tenant)s
   AND (holder_user = %(user)s OR holder_team = ANY(%(teams)s))
   AND ended IS NULL AND %(today)s BETWEEN valid_from AND valid_until
 ORDER BY valid_until DESC, id
 LIMIT 20
"""

# Active colleagues with one of the roles (all when none are named), in one team when asked.
COLLEAGUES = """
SELECT u.id, u.naam, u.roles, u.home_tenant IS NOT NULL AS guest
  FROM identity_user u
 WHERE u.active
   AND (cardinality(%(roles)s::text[]) = 0 OR u.roles && %(roles)s::varchar[])
   AND (%(team)s::uuid IS NULL
        OR EXISTS (SELECT 1 FROM identity_membership m
                    WHERE m.user_id = u.id AND m.team_id = %(team)s::uuid AND m.valid_from <= %(today)s
                      AND (m.valid_until IS NULL OR m.valid_until >= %(today)s)))
 ORDER BY u.naam, u.id
 LIMIT 500
"""

# Teams with the number of members they have today.
TEAMS = """
SELECT t.id, t.naam, count(m.id) FILTER (WHERE m.valid_from <= %(today)s
         AND (m.valid_until IS NULL OR m.valid_until >= %(today)s)) AS leden
  FROM identity_team t
  LEFT JOIN identity_membership m ON m.team_id = t.id
 WHERE t.active
 GROUP BY t.id, t.naam
 ORDER BY t.naam
 LIMIT 500
"""

# Names by id, for lists that show who works on what.
NAMES = "SELECT id, naam FROM identity_user WHERE id = ANY(%(ids)s)"

# Staff by name with their teams of today; `total` on every row. Filters that are empty do not count.
STAFF_LIST = """
SELECT u.id, u.username, u.naam, u.email, u.roles, u.active, u.home_tenant, u.last_login, u.totp_confirmed, u.demo,
       u.locked_until > %(now)s AS locked, count(*) OVER () AS total,
       ARRAY(SELECT t.naam FROM identity_membership m JOIN identity_team t ON t.id = m.team_id
              WHERE m.user_id = u.id AND m.valid_from <= %(today)s
                AND (m.valid_until IS NULL OR m.valid_until >= %(today)s) ORDER BY t.naam) AS teams
  FROM identity_user u
 WHERE (%(q)s = '' OR u.naam ILIKE %(like)s OR u.username ILIKE %(like)s OR u.email ILIKE %(like)s)
   AND (%(role)s = '' OR %(role)s = ANY(u.roles))
   AND (%(team)s::uuid IS NULL
        OR EXISTS (SELECT 1 FROM identity_membership m WHERE m.user_id = u.id AND m.team_id = %(team)s::uuid
                      AND m.valid_from <= %(today)s AND (m.valid_until IS NULL OR m.valid_until >= %(today)s)))
   AND CASE %(state)s WHEN 'actief' THEN u.active AND u.home_tenant IS NULL
                      WHEN 'geblokkeerd' THEN NOT u.active
                      WHEN 'gast' THEN u.home_tenant IS NOT NULL ELSE true END
 ORDER BY u.naam, u.id
 LIMIT %(limit)s OFFSET %(offset)s
"""

# Periods of one team, who is in it now first.
MEMBERS = """
SELECT m.id, m.user_id, u.naam, u.active, m.functie, m.valid_from, m.valid_until,
       m.valid_until IS NULL OR m.valid_until >= %(today)s AS now
  FROM identity_membership m JOIN identity_user u ON u.id = m.user_id
 WHERE m.team_id = %(team)s
 ORDER BY now DESC, u.naam, m.valid_from DESC LIMIT 500
"""

# Keys and visits of one medewerker.
KEYS = """
SELECT (SELECT count(*) FROM identity_passkey p WHERE p.user_id = %(user)s) AS passkeys,
       (SELECT count(*) FROM identity_session s WHERE s.user_id = %(user)s AND s.revoked IS NULL
           AND s.absolute_end > %(now)s) AS sessions
"""
