-- What is left of a folded name without the words at its end that name its form of group or its trade in general;
-- null when there are none or nothing else.
select nullif(replace(stem, ' ', ''), '')
from (
    select
        regexp_replace(
            name_key,
            '(?: (?:group|groupe|gruppe|grupo|gruppo|holding|holdings|technology|technologies|international|global|worldwide'
            || '|networks|corporation|com))+$',
            ''
        ) as stem
) as shortened
where stem <> name_key
