{% macro record_id(alias) -%}
    {#- Identity of what was delivered: the same for equal bodies of one workflow, on every server. -#}
    md5({{ alias }}.workflow_slug || encode({{ alias }}.body_sha256, 'hex'))::uuid
{%- endmacro %}
