{% macro cleaned_name(golden) -%}
    {#- The cleaned name that was delivered; else the golden name, cleaned by rule N7. -#}
    coalesce({{ golden }}.cleaned_name, {{ function('clean_company_name') }}({{ golden }}.name))
{%- endmacro %}
