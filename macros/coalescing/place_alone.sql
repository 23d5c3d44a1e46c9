{% macro place_alone(text) -%}
    {#- City, state and country of a person's record together, so that they are never of two; only where the record has
        no location text (`text`), by which a person is placed otherwise. -#}
    case
        when {{ text }} is null then nullif(
            jsonb_strip_nulls(jsonb_build_object('city', news.city, 'state', news.state, 'country', news.country)),
            '{}'::jsonb
        )
    end
{%- endmacro %}
