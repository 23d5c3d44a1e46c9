{% macro place_offers(attributes) -%}
    {#- City, state and country of one record together, so that a golden record never makes a place of two: `place` (without
        the state) where the record knows the city, `place_state` where it knows both, so that a newer record without the
        state takes it from nobody, `region` where it knows the state alone. A part that is a word for nothing is no part.
        A dict of attributes for attribute_offers. -#}
    {%- set said = {} -%}
    {%- for part in ['city', 'state', 'country'] -%}
        {%- set unsaid = is_no_offer("'" ~ part ~ "'", attributes[part]) -%}
        {%- set line = function('clean_line') ~ '(' ~ attributes[part] ~ ')' -%}
        {%- do said.update({part: '(case when not ' ~ unsaid ~ ' then ' ~ line ~ ' end)'}) -%}
    {%- endfor -%}
    {%- set together -%}
        jsonb_strip_nulls(jsonb_build_object('city', {{ said.city }}, 'state', {{ said.state }}, 'country', {{ said.country }}))
    {%- endset -%}
    {%- set has = {'city': said.city ~ ' is not null', 'state': said.state ~ ' is not null'} -%}
    {{- return({
        'place': 'case when ' ~ has.city ~ ' then ' ~ together ~ " - 'state' end",
        'place_state': 'case when ' ~ has.city ~ ' and ' ~ has.state ~ ' then ' ~ together ~ ' end',
        'region': 'case when ' ~ said.city ~ ' is null and ' ~ has.state ~ ' then ' ~ together ~ ' end',
    }) -}}
{%- endmacro %}
