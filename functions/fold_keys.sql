begin
    if jsonb_typeof(value) is distinct from 'object' then
        return case when value is not null then '{}'::jsonb end;
    end if;
    -- Most rows are in the one spelling already.
    if not exists (
        select from jsonb_object_keys(value) as field (key) where field.key <> lower(translate(field.key, ' -', '__'))
    ) then
        return value;
    end if;
    -- Of two spellings of one key the last one stays: blank values come first.
    return (
        select jsonb_object_agg(
            lower(translate(field.key, ' -', '__')),
            field.value
            order by
                {{ function('json_text') }}(field.value) is null
                and jsonb_typeof(field.value) in ('string', 'null') desc,
                field.key collate "C"
        )
        from jsonb_each(value) as field (key, value)
    );
end
