-- What is left of a folded name without the words at its end that name its form of group or its trade in general,
-- without the campus of a university, and without the words before a name that alone is in use. Null when there are
-- none or nothing else.
select nullif(replace(stem, ' ', ''), '')
from (
    select
        regexp_replace(
            regexp_replace(
                case
                    when name_key like 'university of %' then regexp_replace(name_key, ' at .*$', '')
                    else name_key
                end,
                '^(?:college of|pontificia|pontificio|pontifical) ', ''
            ),
            '(?: (?:group|groupe|gruppe|grupo|gruppo|holding|holdings|technology|technologies'
            || '|international|global|worldwide|networks|corporation))+$',
            ''
        ) as stem
) as shortened
where stem <> name_key and length(name_key) <= 300
