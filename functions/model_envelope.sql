-- {"answer", "problem", "model"} of an envelope of Gemini or of OpenAI, or of a provider's error; null for any other
-- object, so that an answer which itself lists candidates stays one.
declare
    first_one jsonb;
    content jsonb;
    finish text;
    problem text;
begin
    if jsonb_typeof(value -> 'candidates') = 'array' or value -> 'promptFeedback' -> 'blockReason' is not null then
        first_one := value -> 'candidates' -> 0;
        if first_one is not null and not coalesce(first_one ?| array['content', 'finishReason'], false) then
            return null;
        end if;
        content := first_one -> 'content' -> 'parts';
        finish := upper({{ function('json_text') }}(first_one -> 'finishReason'));
        if finish not in ('STOP', 'MAX_TOKENS', 'FINISH_REASON_UNSPECIFIED')
            or {{ function('json_text') }}(value -> 'promptFeedback' -> 'blockReason') is not null
        then
            problem := 'answer_blocked';
        end if;
    elsif jsonb_typeof(value -> 'choices') = 'array' then
        first_one := value -> 'choices' -> 0;
        if first_one is not null and not coalesce(first_one ?| array['message', 'text', 'finish_reason'], false) then
            return null;
        end if;
        content := coalesce(first_one -> 'message' -> 'content', first_one -> 'text');
        finish := upper({{ function('json_text') }}(first_one -> 'finish_reason'));
        if finish = 'CONTENT_FILTER'
            or {{ function('json_text') }}(first_one -> 'message' -> 'refusal') is not null
        then
            problem := 'answer_blocked';
        end if;
    elsif jsonb_typeof(value -> 'error') = 'object' and value -> 'error' <> '{}'::jsonb
        or {{ function('parse_boolean') }}({{ function('json_text') }}(value -> 'success')) is false
        and {{ function('json_text') }}(value -> 'error') is not null
    then
        return jsonb_build_object('problem', 'provider_error');
    else
        return null;
    end if;
    if jsonb_typeof(content) = 'array' then
        select to_jsonb(string_agg(part.element ->> 'text', '' order by part.position))
        into content
        from jsonb_array_elements(content) with ordinality as part (element, position)
        where jsonb_typeof(part.element -> 'text') = 'string'
            and part.element -> 'thought' is distinct from 'true'::jsonb;
    end if;
    return jsonb_build_object(
        'answer', content,
        'problem', coalesce(problem, case when finish in ('MAX_TOKENS', 'LENGTH') then 'answer_cut_off' end),
        'model', coalesce(
            {{ function('json_text') }}(value -> 'modelVersion'), {{ function('json_text') }}(value -> 'model')
        )
    );
end
