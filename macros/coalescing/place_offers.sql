{% macro place_offers(attributes) -%}
    {#- City, state and country of one record together, so that a golden record never makes a place of two: `place` where
        the record knows the city, `region` where it knows the state alone. A dict of attributes for attribute_offers. -#}
    {%- set together -%}
        jsonb_strip_nulls(jsonb_build_object(
            'city', {{ attributes.city }}, 'state', {{ attributes.state }}, 'country', {{ attributes.country }}
        ))
    {%- endset -%}
    {{- return({
        'place': 'case when ' ~ attributes.city ~ ' is not null then ' ~ together ~ ' end',
        'region': 'case when ' ~ attributes.city ~ ' is null and ' ~ attributes.state ~ ' is not null then ' ~ together ~ ' end',
    }) -}}
{%- endmacro %}
