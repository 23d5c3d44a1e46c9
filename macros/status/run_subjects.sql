{% macro run_subjects() -%}
    {#- Whom a kind of record is about. `key`: over the parent's row (`record`), where it is not the key that landing made.
        `core`: tables and columns in which the entity stands once it is coalesced (empty: it reaches none; `events`: by
        the record's own event); `core_key`: what stands there, when it is not the key. `follows`: core may know the
        entity by its canonical domain or address. `also`: one more entity; `keys`: a list of entities. -#}
    {{- return(dict(subjects_of_entities(), **subjects_of_tables())) -}}
{%- endmacro %}
