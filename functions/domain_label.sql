-- The word that an owner chose: 'enigmo' of enigmo.co.jp, 'oracle' of cloud.oracle.com. Hyphens are dropped, as spaces
-- are in names. What stands before a country's top level, such as co and ac, is no choice.
with host as (
    select string_to_array(lower(domain), '.') as labels
    where length(domain) < 1000
),

placed as (
    select
        labels,
        cardinality(labels) as parts,
        length(labels[cardinality(labels)]) = 2 and labels[cardinality(labels) - 1] in (
            'ac', 'ad', 'asso', 'biz', 'co', 'com', 'coop', 'ed', 'edu', 'firm', 'gen', 'go', 'gob', 'gouv', 'gov',
            'gr', 'gv', 'ind', 'info', 'k12', 'lg', 'ltd', 'me', 'mil', 'ne', 'net', 'nhs', 'nic', 'nom', 'or', 'org',
            'plc', 'police', 'res', 'sch', 'web'
        ) as has_second_level
    from host
)

select nullif(replace(labels[greatest(parts - skipped, 1)], '-', ''), '')
from placed
cross join lateral (
    select case when has_second_level and parts > 2 then 2 else 1 end as skipped
) as before
