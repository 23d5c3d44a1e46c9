{% macro place_offers(said) -%}
    {#- City, state and country of one record together, so that a golden record never makes a place of two: `place` (without
        the state) where the record knows the city, `place_state` where it knows both, so that a newer record without the
        state takes it from nobody, `region` where it knows the state alone. A dict of attributes for attribute_offers;
        `said`: alias of what macro place_parts gives. -#}
    {%- set country = "jsonb_build_object('country', " ~ said ~ '.country)' -%}
    {%- set city = "jsonb_build_object('city', " ~ said ~ '.city)' -%}
    {%- set state = "jsonb_build_object('state', " ~ said ~ '.state)' -%}
    {{- return({
        'place': 'case when ' ~ said ~ '.city is not null then jsonb_strip_nulls(' ~ city ~ ' || ' ~ country ~ ') end',
        'place_state': 'case when ' ~ said ~ '.city is not null and ' ~ said ~ '.state is not null then jsonb_strip_nulls('
            ~ city ~ ' || ' ~ state ~ ' || ' ~ country ~ ') end',
        'region': 'case when ' ~ said ~ '.city is null and ' ~ said ~ '.state is not null then jsonb_strip_nulls('
            ~ state ~ ' || ' ~ country ~ ') end',
    }) -}}
{%- endmacro %}
