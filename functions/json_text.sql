select
    case jsonb_typeof(value)
        when 'string' then {{ function('clean_text') }}(value #>> '{}')
        when 'number' then value #>> '{}'
        when 'boolean' then value #>> '{}'
    end
