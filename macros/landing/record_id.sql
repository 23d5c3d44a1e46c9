{% macro record_id(alias) -%}
    {#- Identity of what was delivered: the same for equal bodies of one workflow, on every server. The entity's key is
        part of it, so that a change of the registry's key paths never gives two rows one identity. -#}
    md5(concat_ws('|', {{ alias }}.workflow_slug, {{ alias }}.entity_key, encode({{ alias }}.body_sha256, 'hex')))::uuid
{%- endmacro %}
