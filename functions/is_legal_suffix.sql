-- Forms that are words in other letters mind case unless all is in small letters: 'Vodafone, BT, Acme, ag'.
{%- set short_ones = '^(?:(?:' ~ short_legal_forms() ~ '|PC)[.,]*(?:\\s+|$))*$' %}
select
    value !~ '^(?:{{ forms_that_are_names() }})$'
    and length(value) <= 60
    and (rest.words ~ '{{ short_ones }}' or value = lower(value) and rest.words ~* '{{ short_ones }}')
from (
    select
        btrim(regexp_replace(
            value, '(?:^|\s)(?:(?:{{ legal_forms() }}|company|private|& co)[.,]*(?=\s|$))+', ' ', 'gi'
        )) as words
    limit 1
) as rest
