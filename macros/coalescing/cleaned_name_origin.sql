{% macro cleaned_name_origin(golden) -%}
    {#- The origins of the attributes, with that of a cleaned name that no one delivered: the origin of the name, and the
        rule that made it. -#}
    case
        when {{ golden }}.cleaned_name is null and {{ golden }}.name is not null
            then jsonb_build_object(
                'cleaned_name', ({{ golden }}.attribute_sources -> 'name') || '{"rule": "clean_company_name"}'
            )
        else '{}'
    end || coalesce({{ golden }}.attribute_sources, '{}')
{%- endmacro %}
